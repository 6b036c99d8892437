package dev.stuckpod.cli.report.page;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param at when
 * @param stage of which kind it is
 * @param text what, whoever has named it
 */
public record Moment(Instant at, Stage stage, String text) {}
