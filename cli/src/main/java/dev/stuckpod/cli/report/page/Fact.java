package dev.stuckpod.cli.report.page;

/** Something that is known, with its name. */
public record Fact(String name, String value) {}
