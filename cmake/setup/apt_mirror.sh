# Sourced. debian_mirror prints the address of the Debian mirror that this machine's own apt configuration names, or
# where it names none, as on Ubuntu, the one that apt's own description of Debian has (package python-apt-common);
# private_apt SUITE TYPE FOLDER fills the array `apt` with an apt-get that reads only that mirror's SUITE (TYPE deb or
# deb-src) and keeps all its state below FOLDER, so that nothing in /etc or /var/lib/apt changes.
debian_mirror() {
  local mirror
  mirror=$(apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(COMPONENT)|$(CREATED_BY)' 2>/dev/null |
    awk -F'|' '$1=="Debian" && $3=="main" && $4=="Packages" && $2 !~ /security/ {print $2; exit}')
  # By http, as apt does: a bare system has no certificates, and what counts are the signatures.
  [ -n "$mirror" ] || mirror=$(sed -n 's|^BaseURI: https*|http|p' /usr/share/python-apt/templates/Debian.info | head -n 1)
  echo "$mirror"
}

private_apt() {
  local suite=$1 type=$2 folder=$3 mirror
  mirror=$(debian_mirror)
  mkdir -p "$folder"/{lists/partial,cache/archives/partial}
  : >"$folder/status"
  echo "$type [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$folder/sources.list"
  apt=(apt-get -q -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State="$folder" -o Dir::State::status="$folder/status" -o Dir::Cache="$folder/cache"
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
  # A mirror that stands still serves lists past their date: good enough for a source, whose checksum is pinned.
  [ "$type" != deb-src ] || apt+=(-o Acquire::Check-Valid-Until=false)
  "${apt[@]}" update >&2
}
