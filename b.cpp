#include <string>
#include <cstdio>
std::string f(const std::string& a,const std::string& b);
namespace boost { void throw_exception(std::exception const&); struct source_location; void throw_exception(std::exception const&, source_location const&);}
int main(int c,char**v){ std::puts(f(v[1],v[2]).c_str()); }
