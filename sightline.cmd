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
rem A newer PowerShell's modules would keep Windows' own from starting.
set "PSModulePath="
rem Built anew where a source is newer than the build; where PowerShell may not look, the last build is used.
if exist "%TARGET%\built" powershell -NoProfile -Command "$built = Get-Item -LiteralPath ($env:TARGET + '\built'); $sources = @(Get-Item -LiteralPath ($env:HOME_DIR + 'pom.xml')) + @(Get-ChildItem -LiteralPath ($env:HOME_DIR + 'src\main') -Recurse); if ($sources | Where-Object { $_.LastWriteTime -gt $built.LastWriteTime }) { Remove-Item -LiteralPath $built.FullName }" 2>nul
set "BUILD=no"
if not exist "%TARGET%\built" set "BUILD=yes"
rem What a running Sightline has open cannot be renamed. What a stopped build left is not needed.
if "%BUILD%"=="yes" if exist "%TARGET%\lib.old" rmdir /s /q "%TARGET%\lib.old"
if "%BUILD%"=="yes" if exist "%TARGET%\lib" ren "%TARGET%\lib" lib.old 2>nul || (
  echo A Sightline runs from this folder: it is not built anew under it, and this one runs as it was built before. 1>&2
  set "BUILD=no"
)
if "%BUILD%"=="yes" (
  echo Building Sightline, the first start only; the log is "%TARGET%\build.log" ... 1>&2
  if not exist "%TARGET%" mkdir "%TARGET%"
  rem Of the moment at which the build began: what is edited meanwhile is newer.
  echo built>"%TARGET%\built.new"
  call "%HOME_DIR%mvnw.cmd" -f "%HOME_DIR%pom.xml" -B -Pquick -Dmaven.test.skip=true package >"%TARGET%\build.log" 2>&1
  if errorlevel 1 (
    echo sightline: the build failed; the whole log is "%TARGET%\build.log" 1>&2
    if not exist "%TARGET%\lib.old" exit /b 1
    if exist "%TARGET%\lib" rmdir /s /q "%TARGET%\lib"
    ren "%TARGET%\lib.old" lib
    echo Sightline runs as it was built before. 1>&2
  ) else (
    move /y "%TARGET%\built.new" "%TARGET%\built" >nul
    if exist "%TARGET%\lib.old" rmdir /s /q "%TARGET%\lib.old"
    call "%HOME_DIR%engines\install-openvino.cmd" >>"%TARGET%\build.log" 2>&1
    if errorlevel 1 echo OpenVINO, the fastest engine on a plain processor, could not be fetched: the station runs without it. Later: engines\install-openvino 1>&2
  )
)
set OPT_OUT_TRACKING=true
set ORT_DISABLE_TELEMETRY=1
set DJL_OFFLINE=true
set OPENCV_LOG_LEVEL=SILENT
"%JAVA%" -Xms128m -Xmx768m -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED "-Dsightline.home=%HOME_DIR:~0,-1%" -cp "%TARGET%\sightline-0.1.0.jar;%TARGET%\lib\*" io.sightline.app.Main %*
exit /b %ERRORLEVEL%
