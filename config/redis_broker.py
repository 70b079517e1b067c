"""Redis as the broker: a worker that Redis did not hear takes the next message all the same.

Where Redis does not answer when a worker tells it of a message's end, kombu keeps the place of that
message for ever: a worker that takes one at a time then takes no other until it is started anew,
and says nothing. Here the place is free at once. Redis gives the message to a worker again when its
visibility ends; our tasks ask the database what is left to do and find nothing.
"""

from kombu.transport import TRANSPORT_ALIASES, redis


class QoS(redis.QoS):
    """Counts a message as ended whether or not Redis heard of it."""

    def ack(self, delivery_tag: str) -> None:
        try:
            super().ack(delivery_tag)
        finally:
            self._quick_ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            super().reject(delivery_tag, requeue=requeue)
        finally:
            self._quick_ack(delivery_tag)


class Channel(redis.Channel):
    """kombu's channel with this count of messages."""

    QoS = QoS


class Transport(redis.Transport):
    """kombu's Redis transport whose workers never wait for a message that has ended."""

    Channel = Channel


def free_ended_messages() -> None:
    """Let every ``redis:`` and ``rediss:`` address mean this transport."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
