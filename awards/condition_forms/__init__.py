from awards.condition_forms.condition import ConditionForm, KindForm
from awards.condition_forms.scoped import CheckForm, RetireForm, Scope

__all__ = ["CheckForm", "ConditionForm", "KindForm", "RetireForm", "Scope"]
