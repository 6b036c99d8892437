package dev.stuckpod.cli.cluster.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connections that offer the curve x25519 alone. The JDK makes two keys for each otherwise, of
 * which that of the other curve takes longer than all the rest. Where a server wants another, as
 * one bound to FIPS does, there is no connection.
 */
final class OneCurve extends SSLSocketFactory {

  private static final String[] CURVE = {"x25519"};

  private final Supplier<SSLSocketFactory> all;

  OneCurve(Supplier<SSLSocketFactory> all) {
    this.all = all;
  }

  /** Has parameters say so. */
  static SSLParameters in(SSLParameters parameters) {
    parameters.setNamedGroups(CURVE);
    return parameters;
  }

  private static Socket in(Socket socket) {
    SSLSocket tls = (SSLSocket) socket;
    tls.setSSLParameters(in(tls.getSSLParameters()));
    return tls;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return all.get().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return all.get().getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return in(all.get().createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean close)
      throws IOException {
    return in(all.get().createSocket(socket, host, port, close));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return in(all.get().createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return in(all.get().createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return in(all.get().createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return in(all.get().createSocket(host, port, from, fromPort));
  }
}
