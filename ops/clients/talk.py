"""Runs FastMCP's client against an MCP server: python3 talk.py URL TOKEN

Prints one JSON line with what the client saw; a failure is one sentence. The last request, prompts/list, is expected to fail.
"""

import asyncio
import json
import sys

from fastmcp import Client

BUCKET = "quilt-example"
PACKAGE = "examples/hurdat"


def strings(value):
    """Returns every string in a JSON value."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in values for text in strings(one)]


async def talk(url, token):
    async with Client(url, auth=token) as client:
        tools = await client.list_tools()
        buckets = (await client.call_tool("bucket_list", {})).structured_content["buckets"]
        package = {"package_name": PACKAGE, "registry": f"s3://{BUCKET}"}
        browsed = (await client.call_tool("package_browse", package)).structured_content
        uri = next(text for text in strings(browsed) if text.startswith("s3://") and ".md" in text)
        text = (await client.call_tool("object_read", {"uri": uri})).structured_content["text"]
        status = await client.read_resource("auth://status")
        try:
            await client.list_prompts()
            refused = None
        except Exception as error:  # whatever a foreign library raises
            refused = f"{type(error).__name__}: {error}"
        return {
            "tools": len(tools),
            "buckets": [bucket["name"] for bucket in buckets],
            "uri": uri,
            "text": text[:200],
            "status": json.loads(status[0].text),
            "refused": refused,
        }


if __name__ == "__main__":
    try:
        print(json.dumps(asyncio.run(talk(*sys.argv[1:]))))
    except Exception as error:  # whatever a foreign library raises
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr)
        sys.exit(1)
