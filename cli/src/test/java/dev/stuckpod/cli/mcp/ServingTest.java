package dev.stuckpod.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which version of the protocol is spoken. */
class ServingTest {

  /** kubectl-ai names none. */
  @ParameterizedTest
  @CsvSource({
    "2024-11-05,2024-11-05",
    "2025-06-18,2025-06-18",
    "2025-11-25,2025-11-25",
    "'',2025-06-18"
  })
  void theOneThatIsAskedForElseOneThatOldClientsKnow(String asked, String spoken)
      throws InterruptedException {
    String first =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s",\
        "capabilities":{},"clientInfo":{"name":"a","version":"1"}}}
        """
            .formatted(asked);
    var out = new ByteArrayOutputStream();

    new Serving(List.of())
        .run(new Wire(new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8)), out), "1");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"protocolVersion\":\"" + spoken + "\"");
  }
}
