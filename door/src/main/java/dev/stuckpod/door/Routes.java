package dev.stuckpod.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;

/**
 * Handlers by path; any other path is not found.
 *
 * @param handlers each of one path, as it is
 */
public record Routes(Map<String, HttpHandler> handlers) implements HttpHandler {

  private static final HttpHandler NOT_FOUND = exchange -> exchange.sendResponseHeaders(404, -1);

  /** Keeps them as they are. */
  public Routes {
    handlers = Map.copyOf(handlers);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    handlers.getOrDefault(exchange.getRequestURI().getPath(), NOT_FOUND).handle(exchange);
  }
}
