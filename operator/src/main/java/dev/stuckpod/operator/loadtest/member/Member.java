package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.PodView;

/**
 * A pod of a window whose app's container is known.
 *
 * @param view as it is watched
 * @param facts of its app's container
 */
public record Member(PodView view, PodFacts facts) {}
