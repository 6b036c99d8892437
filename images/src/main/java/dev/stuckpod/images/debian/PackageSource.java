package dev.stuckpod.images.debian;

import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.nio.file.Path;

/** One place to have Debian's packages from. What it brings is not trusted but by its digest. */
public interface PackageSource {

  /**
   * Brings a package.
   *
   * @param into an empty folder
   * @return the file, in that folder
   * @throws ImageException if this place does not have it
   */
  Path fetch(Lock.DebianPackage wanted, Path into) throws ImageException, IOException;
}
