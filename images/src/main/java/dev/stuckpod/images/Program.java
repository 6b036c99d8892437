package dev.stuckpod.images;

import java.util.List;
import java.util.Optional;

/**
 * A program of this project that becomes an image.
 *
 * @param name of the image and of the artifact, {@code stuckpod-NAME}
 * @param folder of its Maven module, from the project's root
 * @param tag of the image; absent: the chart's appVersion
 * @param mainClass started by the image
 * @param jvmFlags memory and the like; the same when classes are archived and in the image
 * @param modules of the JDK that it needs
 * @param classes the list of those that are archived, from the project's root; absent: only the
 *     JDK's own are
 */
record Program(
    String name,
    String folder,
    Optional<String> tag,
    String mainClass,
    List<String> jvmFlags,
    List<String> modules,
    Optional<String> classes) {

  Program with(List<String> flags) {
    return new Program(name, folder, tag, mainClass, List.copyOf(flags), modules, classes);
  }
}
