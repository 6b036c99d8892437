package dev.stuckpod.images.debian;

import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's archive of every version that there ever was: a build of years ago still finds its. */
public final class Snapshots implements PackageSource {

  /** Where it is. */
  public static final URI DEBIAN = URI.create("https://snapshot.debian.org/archive/");

  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration DOWNLOAD = Duration.ofMinutes(3);

  private final URI archive;

  /** Fetches from an archive that has what {@link #DEBIAN} has. */
  public Snapshots(URI archive) {
    this.archive = archive;
  }

  @Override
  public Path fetch(Lock.DebianPackage wanted, Path into) throws ImageException {
    URI address = archive.resolve(wanted.path());
    var request = HttpRequest.newBuilder(address).timeout(DOWNLOAD).build();
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(CONNECT).build()) {
      HttpResponse<Path> answer =
          client.send(request, BodyHandlers.ofFile(into.resolve(wanted.fileName())));
      if (answer.statusCode() != 200) {
        throw new ImageException(address + " answers " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException failed) {
      throw new ImageException(address.getHost() + ": " + failed, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ImageException("Stopped while fetching " + address, stopped);
    }
  }
}
