package dev.saldo.server;

import io.openliberty.arquillian.managed.WLPManagedContainer;
import java.util.Set;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jspecify.annotations.Nullable;

/**
 * The server of the tests, which keeps what is deployed until a test class brings something else:
 * nearly all bring the application as it was built, and one that runs is not started again.
 */
public final class KeptDeployment extends WLPManagedContainer {
  private @Nullable Kept kept;

  private record Kept(Archive<?> archive, ProtocolMetaData answersAt) {
    private boolean isThe(Archive<?> other) {
      return archive.getName().equals(other.getName()) && paths(archive).equals(paths(other));
    }

    private static Set<ArchivePath> paths(Archive<?> archive) {
      return archive.getContent().keySet();
    }
  }

  /** Makes Arquillian use it. */
  public static final class Extension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
      builder.override(DeployableContainer.class, WLPManagedContainer.class, KeptDeployment.class);
    }
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    if (kept != null && kept.isThe(archive)) {
      return kept.answersAt();
    }
    if (kept != null) {
      super.undeploy(kept.archive());
      kept = null;
    }
    ProtocolMetaData answersAt = super.deploy(archive);
    kept = new Kept(archive, answersAt);
    return answersAt;
  }

  /** Leaves it for the next test class; the server takes it with it when it stops. */
  @Override
  public void undeploy(Archive<?> archive) {}
}
