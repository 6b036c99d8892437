package dev.stuckpod.operator.network;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What an error of a connection says of the way to the other end. */
public final class Silence {

  private Silence() {}

  /** Tells whether there was no connection at all, as where packets are dropped on their way. */
  public static boolean notConnected(IOException error) {
    return error instanceof ConnectException
        || error instanceof NoRouteToHostException
        || (error instanceof SocketTimeoutException
            && String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("connect"));
  }

  /** Tells whether nothing came back, as also where a proxy takes the connection and ends it. */
  public static boolean is(IOException error) {
    return notConnected(error)
        || error instanceof SocketException
        || error instanceof SocketTimeoutException
        || error instanceof EOFException
        || (error instanceof SSLException
            && (error.getCause() instanceof EOFException
                || error.getCause() instanceof SocketException));
  }
}
