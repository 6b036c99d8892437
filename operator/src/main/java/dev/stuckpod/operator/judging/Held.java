package dev.stuckpod.operator.judging;

import java.util.Set;

/**
 * Who is stuck, after an evaluation.
 *
 * @param due for long enough
 * @param notYet not for long enough yet
 * @param free uids of those that are not
 */
public record Held(Set<Judgement> due, Set<Judgement> notYet, Set<String> free) {}
