package dev.stuckpod.images.ground;

import java.nio.file.Path;

/**
 * One file of an image.
 *
 * @param source on this machine
 * @param destination absolute path in the image
 * @param executable for everybody
 */
public record ImageFile(Path source, String destination, boolean executable) {}
