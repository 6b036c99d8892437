package dev.stuckpod.analysis;

import java.util.List;

/**
 * What a dump is worth, without what it says.
 *
 * @param routines how many routines it has
 * @param complete false when a part of it is missing
 * @param problems what is missing or was skipped, a sentence each
 */
public record Survey(int routines, boolean complete, List<String> problems) {}
