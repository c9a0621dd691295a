"""Tests of what bounds the cost of a remote cache."""

from __future__ import annotations

import multiprocessing
import threading
import time

from sphinx_compress.cache.circuit_breaker import CircuitBreaker

FORK = multiprocessing.get_context("fork")


def fail(message: str) -> str:
    raise OSError(message)


def test_what_a_call_returns_is_returned() -> None:
    said: list[str] = []
    breaker = CircuitBreaker(60, said.append)
    assert [breaker.call(lambda: "x"), breaker.call(lambda: "")] == ["x", ""]
    assert said == []
    assert not breaker.is_off


def test_after_a_failure_nothing_is_called_any_more() -> None:
    said: list[str] = []
    breaker = CircuitBreaker(60, said.append)
    assert breaker.call(lambda: fail("the reason")) is None
    called: list[int] = []
    assert breaker.call(lambda: called.append(1)) is None
    assert called == []
    assert said == ["OSError: the reason"]


def test_a_call_that_does_not_return_is_left_alone() -> None:
    said: list[str] = []
    breaker = CircuitBreaker(0.05, said.append)
    end = threading.Event()
    assert breaker.call(end.wait) is None
    end.set()
    assert said == ["TimeoutError: no answer within 0.1 seconds"]
    assert breaker.is_off


def test_many_short_waits_are_one_long_one() -> None:
    said: list[str] = []
    breaker = CircuitBreaker(0.2, said.append)
    event = threading.Event()
    answers = [breaker.call(lambda: event.wait(0.03)) for _ in range(20)]
    # However slow the machine is, the last ones were not waited for.
    assert answers[-1] is None
    assert len(said) == 1
    assert "compress_cache_timeout is 0.2" in said[0] or "no answer" in said[0]


def test_no_thread_is_left_when_a_call_has_returned() -> None:
    before = set(threading.enumerate())
    breaker = CircuitBreaker(60, print)
    breaker.call(lambda: "x")
    breaker.call(lambda: fail("x"))
    assert set(threading.enumerate()) <= before


def test_what_one_process_learns_all_others_know() -> None:
    said = FORK.SimpleQueue()
    breaker = CircuitBreaker(60, said.put)

    def learn() -> None:
        breaker.call(lambda: fail("it is down"))

    for _ in range(3):
        process = FORK.Process(target=learn)
        process.start()
        process.join()
    assert breaker.is_off
    assert breaker.call(lambda: "x") is None
    assert said.get() == "OSError: it is down"
    assert said.empty()


def test_a_bad_entry_is_the_first_one_once() -> None:
    breaker = CircuitBreaker(60, print)
    process = FORK.Process(target=breaker.first_bad_entry)
    process.start()
    process.join()
    assert not breaker.first_bad_entry()
    assert not breaker.is_off
    assert CircuitBreaker(60, print).first_bad_entry()


def test_look_ups_are_counted_in_all_processes() -> None:
    breaker = CircuitBreaker(60, print)
    assert breaker.counts == (0, 0)
    for found in (True, False, True):
        process = FORK.Process(target=breaker.count, kwargs={"found": found})
        process.start()
        process.join()
    assert breaker.counts == (3, 2)
    breaker.call(lambda: time.sleep(0.01))
    assert breaker.waited >= 0.01
    assert breaker.counts == (3, 2)
