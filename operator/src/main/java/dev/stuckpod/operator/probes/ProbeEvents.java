package dev.stuckpod.operator.probes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Events of a namespace say of probes that failed. Anyone who may write Events there may say
 * so. Asks little: now and then, a few pages, and more seldom where the answer takes long. For one
 * thread.
 */
public final class ProbeEvents {

  private static final Duration FRESH = Duration.ofSeconds(12);

  /** Whatever others write there: reading it takes a tenth of the time at most. */
  private static final int REST = 10;

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final long PAGE = 100;
  private static final int MOST_PAGES = 5;
  private static final int GONE = 410;

  /** The kubelet's word for a probe that failed. */
  private static final String SELECTED = "involvedObject.kind=Pod,reason=Unhealthy";

  private final KubernetesClient client;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /** Reads with a client. */
  public ProbeEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * What was read.
   *
   * @param refused whether nobody lets them be read
   * @param more whether there were more than are read
   */
  public record Told(List<FailedProbe> probes, boolean refused, boolean more) {

    /** Of nothing. */
    static final Told NOTHING = new Told(List.of(), false, false);
  }

  /**
   * Reads them, when it is time.
   *
   * @param last whether nobody asks again, so that it is
   */
  public Told read(String namespace, boolean last) {
    Instant began = clock.instant();
    if (!last && began.isBefore(next)) {
      return Told.NOTHING;
    }
    Told told;
    try {
      told = read(namespace, began);
    } catch (KubernetesClientException failed) {
      boolean refused = failed.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
      told = new Told(List.of(), refused, false); // else it is asked again
    }
    Instant ended = clock.instant();
    Duration rest = Duration.between(began, ended).multipliedBy(REST);
    next = ended.plus(rest.compareTo(FRESH) > 0 ? rest : FRESH);
    return told;
  }

  private Told read(String namespace, Instant began) {
    var probes = new ArrayList<FailedProbe>();
    @Nullable String from = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      EventList list;
      try {
        list = page(namespace, from);
      } catch (KubernetesClientException failed) {
        if (failed.getCode() != GONE) {
          throw failed;
        }
        return new Told(probes, false, true); // what is left of this list is not known any more
      }
      list.getItems().stream()
          .map(ProbeEvents::probe)
          .flatMap(Optional::stream)
          .forEach(probes::add);
      from = list.getMetadata().getContinue();
      if (from == null || from.isEmpty()) {
        return new Told(probes, false, false);
      }
      if (Duration.between(began, clock.instant()).compareTo(LONGEST) > 0) {
        break;
      }
    }
    return new Told(probes, false, true);
  }

  private EventList page(String namespace, @Nullable String from) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .list(
            new ListOptionsBuilder()
                .withFieldSelector(SELECTED)
                .withLimit(PAGE)
                .withContinue(from)
                .build());
  }

  /** Of whoever is written about, as far as it is written. */
  static Optional<FailedProbe> probe(Event event) {
    var about = event.getInvolvedObject();
    if (about == null || about.getUid() == null || event.getMessage() == null) {
      return Optional.empty();
    }
    // client-go's recorder counts, that of events.k8s.io has a series; either may stand alone
    var series = event.getSeries();
    List<Instant> times =
        Stream.of(
                event.getFirstTimestamp(),
                event.getLastTimestamp(),
                event.getEventTime() == null ? null : event.getEventTime().getTime(),
                series == null || series.getLastObservedTime() == null
                    ? null
                    : series.getLastObservedTime().getTime())
            .flatMap(text -> time(text).stream())
            .sorted()
            .toList();
    if (times.isEmpty()) {
      return Optional.empty();
    }
    int count = Objects.requireNonNullElse(event.getCount(), 1);
    int more = series == null ? 0 : Objects.requireNonNullElse(series.getCount(), 0);
    return Optional.of(
        new FailedProbe(
            about.getUid(),
            container(about.getFieldPath()),
            event.getMessage(),
            Math.max(count, more),
            times.getFirst(),
            times.getLast()));
  }

  /** Of {@code spec.containers{app}} it is app. */
  private static String container(@Nullable String path) {
    int begin = path == null ? -1 : path.indexOf('{');
    return path == null || begin < 0 || !path.endsWith("}")
        ? ""
        : path.substring(begin + 1, path.length() - 1);
  }

  private static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException wrong) {
      return Optional.empty();
    }
  }
}
