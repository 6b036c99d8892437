package dev.stuckpod.analysis;

import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.graph.Effort;

/**
 * How much of a dump is kept and shown, and how much work it may make.
 *
 * @param limits what parsing keeps in memory
 * @param stacks how many groups the analysis lists, the largest and the interesting ones first
 * @param frames how many frames of a stack the analysis lists
 * @param effort what explaining it may cost after it is read
 */
public record Options(Limits limits, int stacks, int frames, Effort.Limit effort) {
  /** More than a Kubernetes object lists; who writes one bounds it further. */
  public static final Options DEFAULT = new Options(Limits.DEFAULT, 100, 40, Effort.Limit.DEFAULT);

  Effort begin() {
    return new Effort(effort, System::nanoTime);
  }
}
