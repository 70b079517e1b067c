"""What a render tells of itself, checked against the file that it makes."""

import logging
from concurrent.futures import ThreadPoolExecutor
from logging.handlers import BufferingHandler

import pytest

from reports.render.pdf import html_to_pdf
from reports.render.progress import Point, listening
from reports.states import RenderStep
from tests.reports import layout

PREPARING, LAYING_OUT, WRITING = RenderStep.PREPARING, RenderStep.LAYING_OUT, RenderStep.WRITING


class StopError(Exception):
    pass


def pages(count: int) -> str:
    breaks = '<p style="break-after: page">Trang</p>' * (count - 1)
    return f'<html lang="vi"><head><title>Thử</title></head><body>{breaks}<p>Hết</p></body></html>'


def told(html: str) -> tuple[list[Point], bytes]:
    points: list[Point] = []
    with listening(points.append):
        data = html_to_pdf(html)
    return points, data


@pytest.mark.parametrize("count", [1, 2, 9])
def test_the_pages_told_at_the_end_are_those_of_the_file(count):
    points, data = told(pages(count))

    assert points[-1] == Point(WRITING, count)
    assert len(layout.pages(data)) == count


def test_the_steps_come_in_their_order_and_no_page_is_told_before_it_is_laid_out():
    points, _ = told(pages(3))

    steps = [point.step for point in points]
    assert steps == sorted(steps, key=list(RenderStep).index)
    assert set(steps) == set(RenderStep)
    laid = [point.pages for point in points if point.step == LAYING_OUT]
    assert laid == sorted(laid)
    assert (laid[0], laid[-1]) == (0, 2)
    assert all(point.pages == 0 for point in points if point.step == PREPARING)


def test_the_file_is_the_same_with_and_without_a_listener():
    assert told(pages(3))[1] == html_to_pdf(pages(3))


@pytest.mark.parametrize("step", list(RenderStep))
def test_what_a_listener_raises_ends_the_render(step):
    def stop(point: Point) -> None:
        if point.step == step:
            raise StopError

    with pytest.raises(StopError), listening(stop):
        html_to_pdf(pages(2))


def test_nobody_is_told_afterwards_or_in_another_thread():
    points: list[Point] = []

    with listening(points.append), ThreadPoolExecutor(1) as pool:
        pool.submit(html_to_pdf, pages(1)).result()
    html_to_pdf(pages(1))

    assert points == []


def test_logging_that_was_set_up_anew_does_not_make_it_deaf():
    steps = logging.getLogger("weasyprint.progress")
    steps.handlers, steps.level = [], logging.WARNING

    points, _ = told(pages(1))

    assert points[-1].step == WRITING


def test_the_steps_are_nothing_for_the_log():
    # The root's handler; pytest's own one listens to every logger that keeps its lines to itself.
    lines = BufferingHandler(1000)
    logging.getLogger().addHandler(lines)
    try:
        told(pages(2))
    finally:
        logging.getLogger().removeHandler(lines)

    assert [line for line in lines.buffer if line.name == "weasyprint.progress"] == []
