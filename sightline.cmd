@echo off
rem Starts Sightline on Windows. The first start builds it; later ones only start it. See README.md.
setlocal
set "HOME_DIR=%~dp0"
set "TARGET=%HOME_DIR%target"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
where "%JAVA%" >nul 2>nul || if not exist "%JAVA%.exe" (
  echo sightline: no Java found: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if not exist "%TARGET%\built" (
  echo Building Sightline, the first start only ... 1>&2
  if not exist "%TARGET%" mkdir "%TARGET%"
  call "%HOME_DIR%mvnw.cmd" -f "%HOME_DIR%pom.xml" -B -Pquick -Dmaven.test.skip=true package >"%TARGET%\build.log" 2>&1
  if errorlevel 1 (
    echo sightline: the build failed; the whole log is "%TARGET%\build.log" 1>&2
    exit /b 1
  )
  echo built>"%TARGET%\built"
  call "%HOME_DIR%engines\install-openvino.cmd" >>"%TARGET%\build.log" 2>&1
  if errorlevel 1 echo OpenVINO, the fastest engine on a plain processor, could not be fetched: the station runs without it. Later: engines\install-openvino 1>&2
)
set OPT_OUT_TRACKING=true
set ORT_DISABLE_TELEMETRY=1
set DJL_OFFLINE=true
set OPENCV_LOG_LEVEL=SILENT
"%JAVA%" -Xms128m -Xmx768m -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED "-Dsightline.home=%HOME_DIR:~0,-1%" -cp "%TARGET%\sightline-0.1.0.jar;%TARGET%\lib\*" io.sightline.app.Main %*
exit /b %ERRORLEVEL%
