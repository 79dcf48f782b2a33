"""Serves the service's tools with FastMCP: catalog_link computes its result, bucket_list queries the upstream."""

import json
import sys
from pathlib import Path

import httpx
from fastmcp import FastMCP
from fastmcp.tools import Tool, ToolResult

port, folder, upstream = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
called = json.loads((folder / "call.json").read_bytes())["result"]["structuredContent"]
query = (folder / "query.json").read_bytes()
client = httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=None, max_keepalive_connections=None))
FIELDS = ("name", "title", "description", "relevanceScore", "browsable", "tags")


def catalog_link(arguments):
    def link(recorded):
        return recorded.replace("quilt-example", arguments["bucket"]).replace("examples/hurdat", arguments["package_name"])

    return {**called, "catalog_url": link(called["catalog_url"]), "uri": link(called["uri"])}


async def bucket_list():
    reply = await client.post(upstream, content=query, headers={"Content-Type": "application/json"})
    reply.raise_for_status()
    buckets = [{field: one[field] for field in FIELDS} | {"permission": "READ_WRITE"} for one in reply.json()["data"]["buckets"]]
    return {"success": True, "buckets": buckets, "count": len(buckets), "truncated": False}


class RecordedTool(Tool):
    """A tool with the descriptor of the service's."""

    async def run(self, arguments):
        result = catalog_link(arguments) if self.name == "catalog_link" else await bucket_list()
        return ToolResult(content=json.dumps(result), structured_content=result)


server = FastMCP("python")
for tool in json.loads((folder / "list.json").read_bytes())["result"]["tools"]:
    server.add_tool(
        RecordedTool(
            name=tool["name"],
            title=tool["title"],
            description=tool["description"],
            parameters=tool["inputSchema"],
            output_schema=tool["outputSchema"],
            annotations=tool["annotations"],
        )
    )
server.run(transport="http", host="127.0.0.1", port=port, stateless_http=True, json_response=True, log_level="error")
