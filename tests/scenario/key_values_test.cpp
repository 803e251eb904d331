#include "core/scenario/key_values.h"

#include <catch_amalgamated.hpp>

#include "core/host/command.h"

namespace ringside::key_values_test {
namespace {

using Catch::Matchers::ContainsSubstring;
using Entries = std::vector<KeyValue>;

KeyValueFile read(std::string_view name, std::string_view content) {
  const auto file = read_key_values(name, content);
  INFO((file ? "" : file.error().message));
  REQUIRE(file.has_value());
  return *file;
}

std::string why_not(std::string_view name, std::string_view content) {
  const auto file = read_key_values(name, content);
  REQUIRE_FALSE(file.has_value());
  CHECK(file.error().code == ErrorCode::invalid_argument);
  return file.error().message;
}

TEST_CASE("key values: TSV, the value being the rest of the line", "[scenario]") {
  const KeyValueFile file = read("a.tsv", "zlib1g\t1:1.2.13\nempty\t\ntabs\ta\tb\n spaced \t v ");
  CHECK(file.format == "TSV");
  CHECK(file.entries ==
        Entries{{"zlib1g", "1:1.2.13"}, {"empty", ""}, {"tabs", "a\tb"}, {" spaced ", " v "}});
}

TEST_CASE("key values: CSV as RFC 4180 has it", "[scenario]") {
  const KeyValueFile file = read(
      "a.csv", "Key,Value\r\na,1\r\n\"b,c\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\r\nd,\"\"\r\n");
  CHECK(file.format == "CSV");
  CHECK(file.entries == Entries{{"a", "1"}, {"b,c", "say \"hi\""}, {"two\nlines", ""}, {"d", ""}});
  CHECK(read("a.csv", "a,\"1\"\r").entries == Entries{{"a", "1"}});
}

TEST_CASE("key values: JSON lines, numbers as they are written", "[scenario]") {
  const KeyValueFile file =
      read("a.jsonl",
           "{\"key\":\"a\",\"value\":\"1\"}\n"
           " {\"value\": 12345678901234567890123, \"key\": \"\\u00e9\\u0000\"} \n"
           "{\"key\":\"b\",\"value\":0.10}\n{\"key\":\"c\",\"value\":true}\n"
           "{\"key\":\"d\",\"value\":-7}\n");
  CHECK(file.format == "JSON lines");
  CHECK(file.entries == Entries{{"a", "1"},
                                {std::string("é\0", 3), "12345678901234567890123"},
                                {"b", "0.10"},
                                {"c", "true"},
                                {"d", "-7"}});
}

TEST_CASE("key values: the ending decides the format, else the first line", "[scenario]") {
  CHECK(read("packages.TSV", "a,b\tc\n").format == "TSV");
  CHECK(read("x.ndjson", "{\"key\":\"a\",\"value\":\"b\"}").format == "JSON lines");
  CHECK(read("-", "\n\n{\"key\":\"a\",\"value\":\"b\"}").format == "JSON lines");
  CHECK(read("", "a,b\tc").format == "TSV");
  CHECK(read("notes.txt", "a,b").format == "CSV");
  CHECK_THAT(why_not("notes.txt", "hello\n"),
             ContainsSubstring("notes.txt: its first line is no entry"));
  CHECK(has_key_value_ending("a.Csv"));
  CHECK_FALSE(has_key_value_ending("a.scenario"));
}

TEST_CASE("key values: byte order marks, CRLF and blank lines do no harm", "[scenario]") {
  CHECK(read("a.tsv", "\xef\xbb\xbfkey\tvalue\r\n\r\na\t1\r\n   \r\n\nb\t2").entries ==
        Entries{{"a", "1"}, {"b", "2"}});
  CHECK(read("a.csv", "\n\na,1\n\n \nb,2\n\n").entries == Entries{{"a", "1"}, {"b", "2"}});
}

TEST_CASE("key values: a header is one only in the first line, and may be all of a JSON entry",
          "[scenario]") {
  CHECK(read("a.csv", "a,1\nkey,value\n").entries == Entries{{"a", "1"}, {"key", "value"}});
  CHECK(read("a.jsonl", "{\"key\":\"key\",\"value\":\"value\"}").entries ==
        Entries{{"key", "value"}});
}

TEST_CASE("key values: a key that comes twice stays twice and in order", "[scenario]") {
  CHECK(read("a.tsv", "a\t1\nb\t2\na\t3\n").entries == Entries{{"a", "1"}, {"b", "2"}, {"a", "3"}});
}

TEST_CASE("key values: an error names file and line and what would be right", "[scenario]") {
  CHECK_THAT(why_not("a.tsv", "a\t1\n\nb 2\n"),
             ContainsSubstring("a.tsv: line 3: \"b 2\" has no tab"));
  CHECK_THAT(why_not("a.tsv", "a\t1\n\tv\n"), ContainsSubstring("line 2: the key is empty"));
  CHECK_THAT(why_not("a.csv", "\"x\ny\",1\nb\n"), ContainsSubstring("line 3: \"b\" has no comma"));
  CHECK_THAT(why_not("a.csv", "a,1\nb,2,3\n"),
             ContainsSubstring("line 2: there are more than two"));
  CHECK_THAT(why_not("a.csv", "a,1\nb,\"2\n\n"), ContainsSubstring("line 2: a quote is opened"));
  CHECK_THAT(why_not("a.csv", "a,\"1\"x\n"), ContainsSubstring("behind a closing quote"));
  CHECK_THAT(why_not("a.csv", "a,5\" disk\n"), ContainsSubstring("quotes round the field"));
  CHECK_THAT(why_not("a.csv", "a"), ContainsSubstring("has no comma"));
  CHECK_THAT(why_not("a.csv", "\"a"), ContainsSubstring("never closed"));
}

TEST_CASE("key values: an error in JSON says what the line should be", "[scenario]") {
  const auto why = [](std::string_view line) {
    return why_not("a.jsonl", "{\"key\":\"a\",\"value\":\"b\"}\n" + std::string(line));
  };
  CHECK_THAT(why("[1]"), ContainsSubstring("line 2: this is not an object"));
  CHECK_THAT(why("\"a\""), ContainsSubstring("not an object"));
  CHECK_THAT(why("{\"key\":\"a\"}"), ContainsSubstring("no field \"value\""));
  CHECK_THAT(why("{\"value\":\"a\"}"), ContainsSubstring("no field \"key\""));
  CHECK_THAT(why("{}"), ContainsSubstring("no field \"key\""));
  CHECK_THAT(why("{\"key\":1,\"value\":2}"), ContainsSubstring("the key is not a string"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":null}"), ContainsSubstring("null is not a value"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":{}}"), ContainsSubstring("an object is not a value"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":[]}"), ContainsSubstring("an array is not a value"));
  CHECK_THAT(why("{\"key\":\"a\",\"key\":\"b\"}"), ContainsSubstring("there twice"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":\"b\",\"ttl\":1}"),
             ContainsSubstring("\"ttl\" is not known"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":1e999}"), ContainsSubstring("too large"));
  CHECK_THAT(why("{\"key\":\"a\","), ContainsSubstring("not valid JSON at column"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":\"b\"} x"), ContainsSubstring("not valid JSON"));
  CHECK_THAT(why("{\"key\":\"\\ud800\",\"value\":\"b\"}"), ContainsSubstring("not valid JSON"));
  CHECK_THAT(why(std::string(100'000, '[')), ContainsSubstring("not an object"));
  CHECK_THAT(why("{\"key\":\"a\",\"value\":" + std::string(100'000, '[')),
             ContainsSubstring("array"));
}

TEST_CASE("key values: what is not text is refused with the reason", "[scenario]") {
  CHECK_THAT(why_not("a.tsv", std::string_view("a\t1\nb\t\0", 7)),
             ContainsSubstring("line 2: there is a NUL"));
  CHECK_THAT(why_not("a.tsv", "a\t1\nb\t\xe9\n"),
             ContainsSubstring("line 2: byte 0xe9 is not valid UTF-8"));
  CHECK_THAT(why_not("a.tsv", std::string_view("\xff\xfe"
                                               "a\0",
                                               4)),
             ContainsSubstring("UTF-16"));
  for (const char* bad : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80",
                          "\xf8\x88\x80\x80\x80"}) {
    CHECK_THAT(why_not("a.tsv", std::string("a\t") + bad), ContainsSubstring("UTF-8"));
  }
  CHECK(
      read("a.tsv", "a\t\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf").entries.size() ==
      1);
}

TEST_CASE("key values: an empty file is an error in every format", "[scenario]") {
  for (const char* name : {"a.tsv", "a.csv", "a.jsonl", "a", ""}) {
    CHECK_THAT(why_not(name, ""), ContainsSubstring("there is nothing in it"));
    CHECK_THAT(why_not(name, "\xef\xbb\xbf \r\n\n  \n"),
               ContainsSubstring("there is nothing in it"));
  }
  CHECK_THAT(why_not("a.csv", "key,value\n"), ContainsSubstring("no entry below the header"));
}

TEST_CASE("key values: sizes are kept to the limits of a command", "[scenario]") {
  const std::string key(k_key_bytes_max, 'k');
  const std::string value(k_value_bytes_max, 'v');
  CHECK(read("a.tsv", key + "\t" + value + "\n").entries == Entries{{key, value}});
  CHECK_THAT(why_not("a.tsv", "a\t1\n" + key + "k\tv"),
             ContainsSubstring("line 2: the key has 4097 bytes"));
  CHECK_THAT(why_not("a.csv", "k,\"" + value + "v\""),
             ContainsSubstring("line 1: the value has 1048577 bytes"));
  const std::string long_line(3'000'000, 'x');
  CHECK(why_not("a.tsv", long_line).size() < 300);
  CHECK(why_not("a.csv", long_line).size() < 300);
  CHECK(why_not("a", long_line).size() < 300);
}

TEST_CASE("key values: a hundred thousand lines are read", "[scenario]") {
  std::string content;
  for (int i = 0; i < 100'000; ++i) content += "key" + std::to_string(i) + "\tvalue\n";
  const KeyValueFile file = read("a.tsv", content);
  CHECK(file.entries.size() == 100'000);
  CHECK(file.entries.back() == KeyValue{"key99999", "value"});
}

}  // namespace
}  // namespace ringside::key_values_test
