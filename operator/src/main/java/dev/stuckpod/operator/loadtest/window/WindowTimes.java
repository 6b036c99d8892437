package dev.stuckpod.operator.loadtest.window;

import java.time.Duration;

/**
 * What a window asks for, of times.
 *
 * @param settle for how long pods are watched after the load's end
 * @param deadline after the start: a load that runs then is not waited for any longer; of one that
 *     has ended before, settle may go beyond it
 * @param ended whether somebody has said that the load has ended
 */
public record WindowTimes(During during, Duration settle, Duration deadline, boolean ended) {}
