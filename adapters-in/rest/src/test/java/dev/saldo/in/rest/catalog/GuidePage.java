package dev.saldo.in.rest.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the guides, as tests read it: its fenced blocks, its tables and its numbers. */
record GuidePage(String name, String text) {
  private static final Path GUIDES = Path.of("..", "..", "docs");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A table: its cells as they are written. */
  record Table(List<String> header, List<List<String>> rows) {
    /** The header in one line. */
    String title() {
      return String.join(" | ", header);
    }
  }

  static GuidePage of(String name) {
    try {
      return new GuidePage(name, Files.readString(GUIDES.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks in a language, in the order of the page. */
  List<String> blocks(String language) {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The tables in the order of the page. */
  List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String line : (text + "\n").lines().toList()) {
      if (line.startsWith("|")) {
        rows.add(cells(line));
      } else if (!rows.isEmpty()) {
        tables.add(new Table(rows.getFirst(), List.copyOf(rows.subList(2, rows.size()))));
        rows.clear();
      }
    }
    return tables;
  }

  /** The one table whose first column is headed so. */
  Table table(String first) {
    List<Table> found =
        tables().stream().filter(table -> table.header().getFirst().equals(first)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%s has %d tables of: %s".formatted(name, found.size(), first));
    }
    return found.getFirst();
  }

  /**
   * What the groups of an expression stand for in the text; the expression must be there once, so
   * that a sentence that is written anew is read anew.
   */
  List<String> says(String expression) {
    List<MatchResult> found = Pattern.compile(expression).matcher(text).results().toList();
    if (found.size() != 1) {
      throw new AssertionError("%s says %d times: %s".formatted(name, found.size(), expression));
    }
    List<String> groups = new ArrayList<>();
    for (int group = 1; group <= found.getFirst().groupCount(); group++) {
      groups.add(found.getFirst().group(group));
    }
    return groups;
  }

  /** The words of a cell that are set as code. */
  static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  /** A whole number as people read it: {@code 1,300}. */
  static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  /** The groups of an expression that a cell must match. */
  static List<String> parts(String cell, String expression) {
    Matcher found = Pattern.compile(expression).matcher(cell);
    if (!found.matches()) {
      throw new AssertionError("no check knows: " + cell);
    }
    List<String> groups = new ArrayList<>();
    for (int group = 1; group <= found.groupCount(); group++) {
      groups.add(found.group(group));
    }
    return groups;
  }

  private static List<String> cells(String line) {
    String inner = line.strip().substring(1, line.strip().length() - 1);
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }
}
