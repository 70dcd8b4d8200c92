@echo off
rem Starts Foresign from its source folder on Windows; the twin of the script "foresign".
rem What only Linux can enforce (system calls, namespaces) is shown as "not enforced" by the vault.
setlocal EnableExtensions EnableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "BUILD=%ROOT%\build"
set "COMMAND=%~1"
if "%COMMAND%"=="" set "COMMAND=help"
if /i "%COMMAND%"=="help" goto usage
if /i "%COMMAND%"=="--help" goto usage

rem The arguments after the command.
set "ARGS="
shift
:collect
if "%~1"=="" goto collected
set ARGS=!ARGS! %1
shift
goto collect
:collected

call :find_jdk
if errorlevel 1 exit /b 69

if /i "%COMMAND%"=="practice" goto practice
if /i "%COMMAND%"=="desk" goto desk
if /i "%COMMAND%"=="vault" goto vault
if /i "%COMMAND%"=="bench" goto bench
if /i "%COMMAND%"=="test" goto test
echo foresign: there is no command '%COMMAND%'. 1>&2
exit /b 2

:usage
echo foresign: sign today, broadcast when it is time.
echo.
echo   foresign practice [options]     the whole main job on an embedded chain, with practice keys
echo   foresign desk COMMAND ...       the connected machine: plan, hold and release
echo   foresign vault COMMAND ...      the machine without a network: judge and sign
echo   foresign test                   everything that CI runs
echo   foresign bench [ID ...] [--json FILE]
echo.
echo Variables: FORESIGN_JAVA_HOME, MAVEN_ARGS, FORESIGN_MAVEN_ARGS, FORESIGN_NO_BUILD=1, FORESIGN_LOG=info
exit /b 0

:practice
set "TARGET=%ROOT%\installers\practice-story\target"
set "JAR=foresign-practice.jar"
set "MAIN=org.foresign.practice.story.PracticeMain"
goto online

:desk
set "TARGET=%ROOT%\app-online\target"
set "JAR=foresign-desk.jar"
set "MAIN=org.foresign.desk.app.DeskMain"

:online
set "PATHS=%TARGET%\run-time.classpath"
call :build || exit /b 70
for /f "usebackq delims=" %%c in ("%PATHS%") do set "CLASS_PATH=%%c"
set "JAVA_TOOL_OPTIONS=" & set "_JAVA_OPTIONS=" & set "JDK_JAVA_OPTIONS=" & set "CLASSPATH=" & set "LD_LIBRARY_PATH=" & set "LD_PRELOAD=" & set "LD_AUDIT="
set "FORESIGN_HOME=%ROOT%"
"%JDK%\bin\java.exe" -XX:+DisableAttachMechanism -XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash -XX:+UseSerialGC -Xms48m -Xmx192m -XX:MaxDirectMemorySize=2200m -XX:-UsePerfData --enable-native-access=ALL-UNNAMED "-Dforesign.root=%ROOT%" "-Dforesign.natives=%BUILD%\natives" "-Dforesign.log=%FORESIGN_LOG%" -cp "%TARGET%\%JAR%;!CLASS_PATH!" %MAIN% !ARGS!
exit /b %ERRORLEVEL%

:vault
set "PATHS=%ROOT%\app-offline\target\run-time.classpath"
call :build || exit /b 70
for /f "usebackq delims=" %%c in ("%PATHS%") do set "CLASS_PATH=%%c"
set "MODULES="
for /f "usebackq eol=# tokens=1" %%m in ("%ROOT%\installers\vault-modules.txt") do (
  if defined MODULES (set "MODULES=!MODULES!,%%m") else set "MODULES=%%m"
)
set "JAVA_TOOL_OPTIONS=" & set "_JAVA_OPTIONS=" & set "JDK_JAVA_OPTIONS=" & set "CLASSPATH=" & set "LD_LIBRARY_PATH=" & set "LD_PRELOAD=" & set "LD_AUDIT="
set "FORESIGN_HOME=%ROOT%"
"%JDK%\bin\java.exe" --limit-modules !MODULES! --enable-native-access=ALL-UNNAMED -XX:+DisableAttachMechanism -XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash -XX:-UsePerfData -XX:+UseSerialGC -Xms160m -Xmx160m -XX:MaxDirectMemorySize=2200m -XX:TieredStopAtLevel=1 "-Dforesign.root=%ROOT%" "-Dforesign.natives=%BUILD%\natives" -cp "%ROOT%\app-offline\target\foresign-vault.jar;!CLASS_PATH!" org.foresign.vault.app.VaultMain !ARGS!
exit /b %ERRORLEVEL%

:bench
set "PATHS=%ROOT%\installers\rehearsal\target\run-time.classpath"
call :build || exit /b 70
for /f "usebackq delims=" %%c in ("%PATHS%") do set "CLASS_PATH=%%c"
"%JDK%\bin\java.exe" -XX:+UseSerialGC -Xms256m -Xmx1g -Dslf4j.internal.verbosity=ERROR --enable-native-access=ALL-UNNAMED "-Dforesign.root=%ROOT%" "-Dforesign.natives=%BUILD%\natives" -cp "%ROOT%\installers\rehearsal\target\foresign-rehearsal.jar;!CLASS_PATH!" org.foresign.rehearsal.bench.BenchMain !ARGS!
exit /b %ERRORLEVEL%

:test
call :find_maven || exit /b 69
pushd "%ROOT%"
set "JAVA_HOME=%JDK%"
call "%MVN%" -B %MAVEN_ARGS% %FORESIGN_MAVEN_ARGS% verify !ARGS!
set "RESULT=%ERRORLEVEL%"
popd
exit /b %RESULT%

rem Builds when the class path is missing or a source is newer than the last build.
:build
if defined FORESIGN_NO_BUILD if exist "%PATHS%" exit /b 0
if not exist "%PATHS%" goto build_now
powershell -NoProfile -Command "$s=(Get-Item '%BUILD%\stamp' -ErrorAction SilentlyContinue).LastWriteTimeUtc; if (-not $s) { exit 1 }; $n=Get-ChildItem -Recurse -File '%ROOT%' -Include *.java,pom.xml,*.sql,*.txt | Where-Object { $_.FullName -notmatch '\\(target|build|test)\\' -and $_.LastWriteTimeUtc -gt $s } | Select-Object -First 1; if ($n) { exit 1 }"
if not errorlevel 1 exit /b 0
:build_now
call :find_maven || exit /b 1
if not exist "%BUILD%" mkdir "%BUILD%"
echo Building Foresign ... 1>&2
type nul > "%BUILD%\stamp.next"
pushd "%ROOT%"
set "OLD_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call "%MVN%" -B -q %MAVEN_ARGS% %FORESIGN_MAVEN_ARGS% -Plaunch -Dmaven.test.skip=true -Denforcer.skip=true -Djacoco.skip=true package > "%BUILD%\build.log" 2>&1
set "RESULT=%ERRORLEVEL%"
set "JAVA_HOME=%OLD_JAVA_HOME%"
popd
if not "%RESULT%"=="0" (
  echo The build failed; see build\build.log. 1>&2
  exit /b 1
)
move /y "%BUILD%\stamp.next" "%BUILD%\stamp" >nul
exit /b 0

:find_maven
for %%m in (mvn.cmd) do set "MVN=%%~$PATH:m"
if defined M2_HOME if exist "%M2_HOME%\bin\mvn.cmd" set "MVN=%M2_HOME%\bin\mvn.cmd"
if defined MVN exit /b 0
echo Foresign is built by Maven 3.8.6 or newer and found none on PATH or in M2_HOME. 1>&2
exit /b 1

:find_jdk
set "JDK="
if defined FORESIGN_JAVA_HOME call :try_jdk "%FORESIGN_JAVA_HOME%"
if defined JDK exit /b 0
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined JDK exit /b 0
for %%j in (javac.exe) do set "ONPATH=%%~dp$PATH:j"
if defined ONPATH call :try_jdk "%ONPATH%.."
if defined JDK exit /b 0
for %%d in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if exist %%d for /d %%j in ("%%~d\*") do if not defined JDK call :try_jdk "%%~j"
)
if defined JDK exit /b 0
echo Foresign needs a JDK 25 or newer (a whole JDK, with javac) and found none. 1>&2
echo Install Eclipse Temurin 25, or set FORESIGN_JAVA_HOME to its folder. 1>&2
exit /b 1

rem Accepts a folder whose release file says version 25 or newer and that holds javac.
:try_jdk
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~v"
for /f "delims=.+-" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% GEQ 25 set "JDK=%~f1"
exit /b 0
