package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.series.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which series are written, when not all can be: the pods are in the order of what they may tell.
 * First what has lived, of every pod, with its last scrapes; then what has not, as it is now.
 */
final class Choice {

  /**
   * A series of a pod.
   *
   * @param pod which one, from 0
   */
  record Chosen(int pod, Track track) {

    String name() {
      return track.text().substring(0, Labels.nameEnd(track.text()));
    }
  }

  /** A family's stand together, and in it a pod's. */
  private static final Comparator<Chosen> BY_FAMILY =
      Comparator.comparing(Chosen::name)
          .thenComparingInt(Chosen::pod)
          .thenComparing(one -> one.track().text());

  private final List<WrittenPod> pods;
  private final List<Chosen> all = new ArrayList<>();
  private final int[] leftOut;
  private int room;

  private Choice(List<WrittenPod> pods, int most) {
    this.pods = pods;
    this.leftOut = new int[pods.size()];
    this.room = most;
  }

  /**
   * Chooses.
   *
   * @param most samples of all together
   */
  static Choice of(List<WrittenPod> pods, int most) {
    var choice = new Choice(pods, most);
    choice.take(true);
    choice.take(false);
    choice.all.sort(BY_FAMILY);
    return choice;
  }

  private void take(boolean lived) {
    for (int pod = 0; pod < pods.size(); pod++) {
      PodSeries series = pods.get(pod).series();
      leftOut[pod] += lived ? series.leftOut() : 0;
      for (Track track : series.all()) {
        int samples = series.values(track).length;
        if (samples > 0 != lived || (!lived && !track.present())) {
          continue;
        }
        if (room < Math.max(1, samples)) {
          leftOut[pod]++;
        } else {
          room -= Math.max(1, samples);
          all.add(new Chosen(pod, track));
        }
      }
    }
  }

  /** Those that are to be written, a family's together. */
  List<Chosen> all() {
    return all;
  }

  /** One of them cannot be written. */
  void leaveOut(Chosen one) {
    leftOut[one.pod()]++;
  }

  /** How many series of a pod are not written. */
  int leftOut(int pod) {
    return leftOut[pod];
  }
}
