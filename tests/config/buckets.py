"""An S3 of our own for tests: moto's server over HTTP, and servers that fail as S3 can."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import requests
from moto.server import ThreadedMotoServer

from config.media import Bucket

NAME = "media.example.org"
# What everybody may read of a bucket, and no more: Bucketeer's have the same.
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{NAME}/public/*",
        }
    ],
}


def bucket_at(endpoint: str, **more: str) -> Bucket:
    given = {"name": NAME, "key": "key", "secret": "secret", "region": "eu-central-1", **more}
    return Bucket(endpoint=endpoint, **given)


@contextmanager
def s3() -> Iterator[Bucket]:
    """An empty bucket at moto's S3 server, on a free port."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # Its memory is the process's, and outlives a server.
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10).raise_for_status()
    bucket = bucket_at(f"http://{host}:{port}")
    client = client_of(bucket)
    client.create_bucket(Bucket=bucket.name, CreateBucketConfiguration={"LocationConstraint": bucket.region})
    client.put_bucket_policy(Bucket=bucket.name, Policy=json.dumps(POLICY))
    yield bucket
    server.stop()


def client_of(bucket: Bucket):
    return boto3.client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name=bucket.region,
        aws_access_key_id=bucket.key,
        aws_secret_access_key=bucket.secret,
    )


@contextmanager
def answering(words: bytes) -> Iterator[Bucket]:
    """A server that reads a request and answers `words`, or nothing at all for an empty answer."""
    listening = socket.create_server(("127.0.0.1", 0))
    open_ones: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            open_ones.append(connection)
            connection.recv(65536)
            if words:
                connection.sendall(words)
                connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield bucket_at(f"http://127.0.0.1:{listening.getsockname()[1]}")
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)
    for connection in open_ones:
        connection.close()


@contextmanager
def nobody() -> Iterator[Bucket]:
    """A port where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    yield bucket_at(f"http://127.0.0.1:{port}")
