"""Has HolmesGPT read its configuration and start the server in it: toolsets.py FILE. Prints the tools that it has got."""

import sys
from pathlib import Path

from holmes.config import Config

toolsets = Config.load_from_file(Path(sys.argv[1])).toolset_manager
for toolset in toolsets._list_all_toolsets(check_prerequisites=False):
    if toolset.name == "stuckpod":
        toolset.check_prerequisites()
        print(toolset.status.name, toolset.error)
        print(*(tool.name for tool in toolset.tools), sep="\n")
