package dev.stuckpod.cli.report.page;

/**
 * What a page says first.
 *
 * @param word what is wrong in one word
 * @param confidence how sure that is; empty where there is nothing to be sure of
 * @param sentence what is wrong in one sentence
 * @param sure what that confidence means
 */
public record Headline(String word, String confidence, String sentence, String sure, Tone tone) {}
