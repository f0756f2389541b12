package dev.saldo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** How the server sets up PostgreSQL's driver, read from its own configuration. */
final class DriverSettings {
  private static final String FILE = "bootstrap/server/src/main/liberty/config/saldo.xml";
  private static final Set<String> BY_ENVIRONMENT = Set.of("URL", "user", "password");

  private DriverSettings() {}

  /** The driver's properties of the server's data source of this name, without its address. */
  static Map<String, String> of(String jndiName) {
    NodeList sources = read(Home.resolve(FILE)).getElementsByTagName("dataSource");
    for (int index = 0; index < sources.getLength(); index++) {
      Element source = (Element) sources.item(index);
      if (source.getAttribute("jndiName").equals(jndiName)) {
        return properties((Element) source.getElementsByTagName("properties.postgresql").item(0));
      }
    }
    throw new IllegalStateException(FILE + " has no data source " + jndiName);
  }

  private static Map<String, String> properties(Element element) {
    Map<String, String> properties = new TreeMap<>();
    NamedNodeMap attributes = element.getAttributes();
    for (int index = 0; index < attributes.getLength(); index++) {
      properties.put(attributes.item(index).getNodeName(), attributes.item(index).getNodeValue());
    }
    properties.keySet().removeAll(BY_ENVIRONMENT);
    return properties;
  }

  private static Document read(Path file) {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }
}
