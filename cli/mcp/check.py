"""Asks stuckpod mcp by the protocol's SDK for Python: check.py STUCKPOD FOLDER."""

import asyncio
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

DUMP = {"file": "go-incident.go1.26.sigquit.txt"}


async def main(stuckpod, folder):
    server = StdioServerParameters(command=stuckpod, args=["mcp", "--folder", folder])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        begun = await session.initialize()
        print("protocol", begun.protocol_version)
        tools = (await session.list_tools()).tools
        print("tools", len(tools))
        explained = await session.call_tool("analyze_dump", DUMP)
        print("verdict", explained.structured_content["verdict"])
        first = await session.call_tool("query_dump", {**DUMP, "question": "show 0 40"})
        cursor = first.structured_content["cursor"]
        second = await session.call_tool("query_dump", {**DUMP, "question": "show 0 40", "cursor": cursor})
        before, after = (page.structured_content["untrusted"]["text"] for page in (first, second))
        print("page 2 goes on" if after and after != before else "page 2 is the first one again")
        away = await session.call_tool("analyze_dump", {"file": "/etc/passwd"})
        print("refused" if away.is_error else "not refused")


asyncio.run(main(*sys.argv[1:]))
