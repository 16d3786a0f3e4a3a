#include "cli/run.hpp"

int main(int argc, char** argv) { return boxoffice::cli::run(argc, argv, {}); }
