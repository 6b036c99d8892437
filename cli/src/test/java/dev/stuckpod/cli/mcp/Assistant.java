package dev.stuckpod.cli.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.cli.Stuckpod;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An assistant: starts {@code stuckpod mcp} as a process of its own, and asks it by the SDK. */
final class Assistant implements AutoCloseable {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final McpSyncClient client;

  /**
   * Starts it.
   *
   * @param kubeconfig of the cluster that it may look into
   * @param options of the command
   */
  Assistant(Path kubeconfig, String... options) {
    var json = new JacksonMcpJsonMapper(new ObjectMapper());
    List<String> command =
        Stream.concat(
                Stream.of(
                    "-XX:TieredStopAtLevel=1",
                    "-Dno.proxy=127.0.0.1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Stuckpod.class.getName(),
                    "mcp"),
                Stream.of(options))
            .toList();
    var transport =
        new StdioClientTransport(
            ServerParameters.builder(
                    Path.of(System.getProperty("java.home"), "bin/java").toString())
                .args(command)
                .addEnvVar("KUBECONFIG", kubeconfig.toString())
                .build(),
            json);
    transport.setStdErrorHandler(told::add);
    this.client =
        McpClient.sync(transport)
            .requestTimeout(Duration.ofSeconds(60))
            .initializationTimeout(Duration.ofSeconds(60))
            .jsonSchemaValidator(
                (_, content) ->
                    JsonSchemaValidator.ValidationResponse.asValid(String.valueOf(content)))
            .build();
    client.initialize();
  }

  List<Tool> tools() {
    return client.listTools().tools();
  }

  CallToolResult asks(String tool, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  /** The text of an answer. */
  String hears(String tool, Map<String, Object> arguments) {
    return ((TextContent) asks(tool, arguments).content().getFirst()).text();
  }

  /** All that was written to standard error. */
  List<String> isToldBeside() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
