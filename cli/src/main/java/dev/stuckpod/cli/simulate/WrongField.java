package dev.stuckpod.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says which field of a file is wrong, in its writer's words and not in those of a library. */
final class WrongField {

  private WrongField() {}

  /**
   * Says it.
   *
   * @param root what the object is called
   */
  static String of(String root, JsonProcessingException wrong) {
    return switch (wrong) {
      case UnrecognizedPropertyException unknown ->
          "%s has no field %s%s"
              .formatted(
                  path(root, unknown.getPath().subList(0, unknown.getPath().size() - 1)),
                  unknown.getPropertyName(),
                  known(unknown.getKnownPropertyIds()));
      case InvalidFormatException value ->
          "%s: '%s' is no %s"
              .formatted(
                  path(root, value.getPath()), value.getValue(), kind(value.getTargetType()));
      case JsonMappingException other ->
          "%s is written in another form than it has: kubectl explain stuckpolicy.%s tells it"
              .formatted(
                  path(root, other.getPath()),
                  path(root, other.getPath()).replaceAll("\\[[0-9]+]", ""));
      default -> wrong.getOriginalMessage();
    };
  }

  private static String known(Collection<Object> names) {
    return names == null || names.isEmpty()
        ? ""
        : ": there are "
            + names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "value of it: take "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(" or "));
    }
    return type == Boolean.class || type == boolean.class ? "true or false" : "number";
  }

  private static String path(String root, List<JsonMappingException.Reference> steps) {
    var path = new StringBuilder(root);
    for (JsonMappingException.Reference step : steps) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
