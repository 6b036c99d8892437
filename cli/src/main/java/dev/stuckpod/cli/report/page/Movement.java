package dev.stuckpod.cli.report.page;

import java.util.List;

/**
 * What moved from the first to the last of several dumps.
 *
 * @param sentence all of it in numbers
 * @param places where something has changed, or nobody has moved
 * @param more how many places are not listed
 */
public record Movement(String sentence, List<Place> places, int more) {
  public Movement {
    places = List.copyOf(places);
  }

  /**
   * One stack and state.
   *
   * @param before how many were there in the first dump
   * @param after how many in the last one
   * @param stayed how many in both, the same ones
   */
  public record Place(String place, String state, int before, int after, int stayed) {}
}
