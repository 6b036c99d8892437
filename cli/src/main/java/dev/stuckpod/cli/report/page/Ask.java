package dev.stuckpod.cli.report.page;

/**
 * How to ask again.
 *
 * @param why what it gives
 * @param command as typed, or a query
 */
public record Ask(String why, String command) {}
