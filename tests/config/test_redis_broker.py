"""Our Redis transport: a worker goes on when Redis did not hear of a message's end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection, Consumer, Message, Queue
from kombu.transport import redis as kombu_redis
from kombu.transport.redis import Transport as KombuTransport
from redis.exceptions import TimeoutError as RedisTimeoutError

from config.brokers import REDIS_OPTIONS
from config.redis_broker import QoS, Transport
from tests.fixtures.own_redis import OwnRedis

END = [
    pytest.param(lambda message: message.ack(), id="done"),
    pytest.param(lambda message: message.reject(), id="refused"),
]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    server = OwnRedis(tmp_path)
    yield server
    server.stop()


def drain(line: Connection, received: list[Message], wanted: int) -> None:
    for _ in range(20):
        if len(received) < wanted:
            try:
                line.drain_events(timeout=0.2)
            except TimeoutError:
                continue


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
def test_an_address_of_redis_means_our_transport(scheme: str) -> None:
    with Connection(f"{scheme}://127.0.0.1:1/0") as line:
        assert line.get_transport_cls() is Transport
    assert issubclass(Transport, KombuTransport)
    assert Transport.Channel.QoS is QoS
    assert kombu_redis.Channel.QoS is not QoS


@pytest.mark.parametrize("end", END)
def test_a_message_whose_end_redis_did_not_hear_makes_room_for_the_next(
    redis: OwnRedis, end
) -> None:
    received: list[Message] = []
    options = REDIS_OPTIONS | {"socket_timeout": 0.3}
    with Connection(redis.url, transport_options=options) as line:
        channel = line.channel()
        consumer = Consumer(
            channel, [Queue("work")], callbacks=[lambda _, message: received.append(message)]
        )
        consumer.qos(prefetch_count=1)
        with line.Producer() as producer:
            for number in (1, 2):
                producer.publish(number, routing_key="work", declare=[Queue("work")])
        with consumer:
            drain(line, received, 1)
            redis.freeze()
            with pytest.raises(RedisTimeoutError):
                end(received[0])
            redis.thaw()
            drain(line, received, 2)

    assert [message.decode() for message in received] == [1, 2]
