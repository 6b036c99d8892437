package dev.stuckpod.door;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The TLS that a port speaks.
 *
 * @param context with the server's certificate, and who is trusted
 * @param clientsShow whether clients must show a certificate; with it they are guests
 */
public record Tls(SSLContext context, boolean clientsShow) {

  /** Old TLS keeps a session for each who asks, by default twenty thousand. */
  private static final int SESSIONS = 64;

  /** Bounds what the context keeps. */
  public Tls {
    context.getServerSessionContext().setSessionCacheSize(SESSIONS);
  }

  /** Begins on a connection of which the first record has been read; nothing is sent yet. */
  SSLSocket on(Line line, byte[] hello) throws IOException {
    var tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(line, new ByteArrayInputStream(hello), true);
    if (clientsShow) {
      SSLParameters both = context.getDefaultSSLParameters();
      both.setNeedClientAuth(true);
      both.setProtocols(new String[] {"TLSv1.3"});
      tls.setSSLParameters(both);
    }
    return tls;
  }
}
