import time

from asr.concurrency import side_by_side


def test_work_is_done_side_by_side_in_order_and_little_ahead() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.001 * (5 - number % 5))
        return number

    results = side_by_side(work, range(100), 2)
    assert [next(results) for _ in range(10)] == list(range(10))
    assert len(begun) < 20
    results.close()
    assert len(begun) < 20
