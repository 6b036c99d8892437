package dev.stuckpod.operator.notify.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Reads the addresses that the operator's configuration names. */
public final class Addresses {

  /** As many as a status tells of. */
  static final int MOST = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Addresses() {}

  /**
   * Reads a list of them, as the chart's value notifications has it.
   *
   * @param json empty: none
   * @throws IllegalArgumentException with a sentence that says what is wrong with which
   */
  public static List<Address> read(String json) {
    if (json.isBlank()) {
      return List.of();
    }
    List<Address> all;
    try {
      all = Stream.of(JSON.readValue(json, Written[].class)).map(Written::address).toList();
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "NOTIFICATIONS is not what the chart's notifications take: " + wrong.getOriginalMessage(),
          wrong);
    }
    if (all.size() > MOST) {
      throw new IllegalArgumentException(
          "notifications: %d addresses; %d at most".formatted(all.size(), MOST));
    }
    var names = new HashSet<String>();
    for (Address one : all) {
      if (!names.add(one.name())) {
        throw new IllegalArgumentException(
            "notifications: two are named %s; give each a name of its own".formatted(one.name()));
      }
    }
    return all;
  }
}
