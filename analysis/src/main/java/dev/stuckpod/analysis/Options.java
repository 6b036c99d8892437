package dev.stuckpod.analysis;

import dev.stuckpod.analysis.format.Limits;

/**
 * How much of a dump is kept and shown.
 *
 * @param limits what parsing keeps in memory
 * @param stacks how many groups the analysis lists, the largest and the interesting ones first
 * @param frames how many frames of a stack the analysis lists
 */
public record Options(Limits limits, int stacks, int frames) {
  /** More than a Kubernetes object lists; who writes one bounds it further. */
  public static final Options DEFAULT = new Options(Limits.DEFAULT, 100, 40);
}
