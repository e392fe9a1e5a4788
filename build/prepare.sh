# Sourced by ./ascribe and ./test: installs what is missing and builds what has changed. Everything it says goes to
# standard error, so that the output of a command stays its own.

stamps="$root/.setup"
mkdir -p "$stamps"

say() { printf '%s\n' "ascribe: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

# run WHAT LOG COMMAND…: runs a command quietly; when it fails, shows the end of what it said.
run() {
  local what=$1 log="$stamps/$2.log"
  shift 2
  say "$what …"
  # Build servers outlive a build; they must not inherit the lock of the set-up.
  if ! "$@" >"$log" 2>&1 9>&-; then
    tail -n 25 "$log" >&2
    fail "$what failed, as the lines above say; installing needs the network. The whole log is in ${log#"$root"/}."
  fi
}

# Debian packages: the ONNX schema that the file format is generated from, and a font for the numbers on legends.
debian_packages=(libonnx-dev fontconfig-config fonts-dejavu-core)

# The models of the ONNX project that ./test conformance runs.
conformance_packages=(libonnx-testdata)

# The browser that ./test pages shows pages in.
pages_packages=(chromium)

# missing_debian_packages PACKAGE…: those that are not installed.
missing_debian_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
  done
}

# install_debian_packages STAMP PACKAGE…: installs what is missing of them.
install_debian_packages() {
  local stamp=$1
  shift
  command -v dpkg-query >/dev/null || fail "this set-up knows Debian and its relatives only; see docs/start.md for other systems."
  local missing as_root=()
  missing=$(missing_debian_packages "$@")
  if [ -n "$missing" ]; then
    if [ "$(id -u)" -ne 0 ]; then
      command -v sudo >/dev/null && sudo -n true 2>/dev/null || fail "the Debian packages ${missing% } are missing; install them as root: apt-get install ${missing% }"
      as_root=(sudo -n)
    fi
    run "reading Debian's package lists" apt-update "${as_root[@]}" apt-get update
    # shellcheck disable=SC2086
    run "installing ${missing% }" apt-install "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
  fi
  touch "$stamps/$stamp"
}

install_npm_packages() {
  cmp -s "$root/package-lock.json" "$stamps/package-lock.json" && [ -d "$root/node_modules" ] && return
  command -v npm >/dev/null || fail "npm is missing; install Node.js 20 or later."
  run "installing the native libraries from npm (about 700 MB)" npm npm ci --ignore-scripts --prefix "$root"
  cp "$root/package-lock.json" "$stamps/package-lock.json"
}

# changed STAMP PATH…: whether anything under the paths is newer than the stamp; a deleted file makes its folder newer.
changed() {
  local stamp="$stamps/$1"
  shift
  [ -f "$stamp" ] || return 0
  [ -n "$(cd "$root" && find "$@" \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

sources=(src third-party cards Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt global.json package-lock.json)

# build STAMP PROJECT PATH…: builds a project in Release when one of the paths has changed.
build() {
  local stamp=$1 project=$2
  shift 2
  changed "$stamp" "$@" || return 0
  command -v dotnet >/dev/null || fail "dotnet is missing; install the .NET 10 SDK."
  local started="$stamps/$stamp.started"
  touch "$started"
  run "building ${project%.*}" "build-$stamp" dotnet build "$root/$project" -c Release -v q -clp:NoSummary
  mv "$started" "$stamps/$stamp"
}

# offer_debian_package PACKAGE: pictures that a command looks at; without them, the command says itself what it lacks.
offer_debian_package() {
  command -v dpkg-query >/dev/null && [ -n "$(missing_debian_packages "$1")" ] || return 0
  (install_debian_packages "$1" "$1") || say "going on without $1."
}

# offer_data COMMAND…: the package with the pictures that a command works on, unless others are named.
offer_data() {
  case " $* " in *" --help "* | *" -h "*) return ;; esac
  case "${1:-} ${2:-}" in
    "train fashion-mnist" | "reproduce pruning") [ -n "${ASCRIBE_FASHION_MNIST:-}" ] || offer_debian_package dataset-fashion-mnist ;;
    "reproduce pointing") [ -n "${ASCRIBE_STAMPS:-}" ] || offer_debian_package tuxpaint-stamps-default ;;
  esac
}

install_everything() {
  [ -f /usr/include/onnx/onnx.proto ] && [ -f "$stamps/debian" ] || install_debian_packages debian "${debian_packages[@]}"
  install_npm_packages
}
