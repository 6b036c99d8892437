package dev.stuckpod.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.mcp.dump.DumpTools;
import dev.stuckpod.cli.mcp.folder.Folders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions that are written into a pipe, which is closed behind them. */
class WireTest {
  private static final String QUESTIONS =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"pipe","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"analyze_dump","arguments":\
      {"file":"till-deadlock-jdk25.threadprint.txt"}}}
      """;

  @Test
  void allAreAnsweredAlthoughThePipeIsClosed() throws Exception {
    var out = new ByteArrayOutputStream();
    var wire = new Wire(new ByteArrayInputStream(QUESTIONS.getBytes(StandardCharsets.UTF_8)), out);
    Folders folders = Folders.of(List.of(Path.of("../analysis/src/test/resources/dumps")));

    new Serving(new DumpTools(folders).all()).run(wire, "1");

    List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(answers)
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":"));
    assertThat(answers).anyMatch(line -> line.contains("\"verdict\":\"Deadlock\""));
  }
}
