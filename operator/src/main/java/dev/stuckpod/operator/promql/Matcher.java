package dev.stuckpod.operator.promql;

/**
 * What a selector asks of one label.
 *
 * @param operator one of {@code =}, {@code !=}, {@code =~} and {@code !~}
 * @param value without quotes and escapes
 */
public record Matcher(String label, String operator, String value) {}
