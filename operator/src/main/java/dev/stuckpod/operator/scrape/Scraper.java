package dev.stuckpod.operator.scrape;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.exposition.Page;
import dev.stuckpod.operator.exposition.Sink;
import dev.stuckpod.operator.leash.Leash;
import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks pods for pages of metrics. Each time with a connection of its own, which is closed: a server
 * with few threads would lose one of them to a connection that is kept. Redirects are not followed,
 * and nothing is asked but the pod's own address.
 */
public final class Scraper {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int LONGEST_WHY = 200;
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

  /** What Prometheus asks for, with the format that all know preferred. */
  private static final String ACCEPT =
      "text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1";

  private final OkHttpClient http;

  /**
   * Prepares to ask.
   *
   * @param within how long one page may take in all
   */
  public Scraper(Duration within) {
    this.http =
        Leash.client()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT.compareTo(within) < 0 ? CONNECT : within)
            .readTimeout(within)
            .callTimeout(within)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  /**
   * Asks once.
   *
   * @param ip of the pod, a literal
   * @param sink what it is given counts only where the page was {@link Scrape.Taken}
   */
  public Scrape scrape(String ip, Address address, Sink sink) {
    HttpUrl url =
        LITERAL.matcher(ip).matches()
            ? HttpUrl.parse("http://%s:%d".formatted(literal(ip), address.port()))
            : null;
    HttpUrl page = url == null ? null : url.resolve(address.path());
    if (url == null
        || page == null
        || !page.host().equals(url.host())
        || page.port() != address.port()) {
      return new Scrape.Absent("no address");
    }
    var connected = new Connected();
    Request request =
        new Request.Builder()
            .url(page)
            .header("Accept", ACCEPT)
            .header("User-Agent", "stuckpod")
            .header("Connection", "close")
            .build();
    Call call = http.newBuilder().eventListener(connected).build().newCall(request);
    try (Response response = call.execute()) {
      if (response.code() != 200) {
        return new Scrape.NoPage("it answers " + response.code());
      }
      Page read = Exposition.read(response.body().byteStream(), sink);
      if (!read.complete()) {
        return new Scrape.NoPage("its page is longer than is read");
      }
      return read.samples() == 0 && read.unreadable() > 0
          ? new Scrape.NoPage("what it answers is no page of metrics")
          : new Scrape.Taken(read.samples());
    } catch (SocketTimeoutException late) {
      return connected.is ? new Scrape.Hung() : absent(late);
    } catch (InterruptedIOException late) { // of the whole call
      return connected.is && !Thread.currentThread().isInterrupted()
          ? new Scrape.Hung()
          : absent(late);
    } catch (IOException failed) {
      return absent(failed);
    }
  }

  private static Scrape absent(IOException why) {
    return new Scrape.Absent(
        OneLine.of(String.valueOf(why.getMessage())).within(LONGEST_WHY).text());
  }

  private static String literal(String ip) {
    return ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
  }

  /** Whether the kernel on the other side has accepted. */
  private static final class Connected extends EventListener {
    private volatile boolean is;

    @Override
    public void connectEnd(
        Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
      is = true;
    }
  }
}
