package dev.stuckpod.operator.rules;

/** A clause that says there is work: the gauge stays above a number. */
public record Load(Metric metric, double above) {}
